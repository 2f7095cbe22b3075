/** Takes files from the chooser, dropped anywhere on the page, and pasted; says what is wrong, or nothing. */
export function intake(take, notice) {
  const chooser = document.getElementById('files');
  chooser.addEventListener('change', () => {
    take([...chooser.files]);
    chooser.value = ''; // so that the same file can be chosen once more
  });

  let inside = 0; // the window's elements tell of entering and leaving each by itself
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  const mark = () => document.body.classList.toggle('dropping', inside > 0);
  addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) {
      inside++;
      mark();
    }
  });
  addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) {
      inside = Math.max(0, inside - 1);
      mark();
    }
  });
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    }
  });
  addEventListener('drop', async (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      inside = 0;
      mark();
      try {
        const files = await dropped(event.dataTransfer);
        notice(files.length ? undefined : 'There is no picture in what was dropped; drop photos, or a folder of them.');
        take(files);
      } catch (e) {
        notice(`What was dropped cannot be read (${e.message}); choose the photos by the button.`);
      }
    }
  });

  addEventListener('paste', (event) => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length) {
      event.preventDefault();
      take(files);
    }
  });
}

/** The files, and those in folders that have the look of pictures. */
async function dropped(transfer) {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean); // at once: they are gone later
  if (!entries.some((entry) => entry.isDirectory)) {
    return files;
  }
  const found = [];
  for (const entry of entries) {
    await walk(entry, found);
  }
  return found;
}

async function walk(entry, found) {
  if (entry.isFile) {
    found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const inFolder = [];
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (!some.length) {
      break;
    }
    await Promise.all(some.map((each) => walk(each, inFolder)));
  }
  const pictures = inFolder.filter((file) => file.type.startsWith('image/') && !file.name.startsWith('.'));
  found.push(...pictures.sort((a, b) => a.name.localeCompare(b.name)));
}
