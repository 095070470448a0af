const samples = document.getElementById("samples");
if (samples) {
  const pages = [...samples.querySelectorAll("article")];
  const place = samples.querySelector("output");
  let at = 0;
  const show = () => {
    pages.forEach((page, number) => { page.hidden = number !== at; });
    place.textContent = `${at + 1} / ${pages.length}`;
  };
  samples.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
    at = (at + Number(button.dataset.step) + pages.length) % pages.length;
    show();
  }));
  show();
}
