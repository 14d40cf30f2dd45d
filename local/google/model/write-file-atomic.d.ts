declare module "write-file-atomic" {
  export default function writeFileAtomic(
    file: string,
    text: string | Buffer,
    options?: { readonly mode?: number },
  ): Promise<void>
}
