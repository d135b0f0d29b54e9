// Copying a link, and nothing else: every page of the console works without this file.
document.documentElement.classList.add("js");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // no clipboard without https: the person presses the keys
    return;
  }
  const was = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = was; }, 2000);
});
