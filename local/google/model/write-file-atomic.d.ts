declare module "write-file-atomic" {
  export default function writeFileAtomic(
    file: string,
    text: string,
    options?: { readonly mode?: number },
  ): Promise<void>
}
