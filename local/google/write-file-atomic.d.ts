declare module "write-file-atomic" {
  export default function writeFileAtomic(file: string, text: string): Promise<void>
}
