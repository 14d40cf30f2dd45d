/** On every page while the database is silent: what is read may not be the newest. */
export function KeptCopyBanner() {
  return (
    <aside class="wrap" aria-label="สำเนา">
      <p class="banner stale">
        <b>แสดงสำเนาล่าสุดที่เก็บไว้</b> ฐานข้อมูลไม่ตอบในขณะนี้ ความเปลี่ยนแปลงใหม่จะแสดงเมื่อระบบกลับมาเป็นปกติ
      </p>
    </aside>
  )
}
