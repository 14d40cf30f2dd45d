/** On every page while the database is silent: what is read may not be the newest. */
export function KeptCopyBanner() {
  return (
    <div class="wrap">
      <p class="banner stale" role="note">
        <b>แสดงสำเนาล่าสุดที่เก็บไว้</b> ฐานข้อมูลไม่ตอบในขณะนี้ ความเปลี่ยนแปลงใหม่จะแสดงเมื่อระบบกลับมาเป็นปกติ
      </p>
    </div>
  )
}
