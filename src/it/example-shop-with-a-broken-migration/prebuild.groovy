// The example is copied rather than linked: builds by several Mavens must not write into one folder.
import java.nio.file.Files

def example = basedir.toPath().resolve('../../../../examples/shop').toRealPath()
def files = Files.walk(example).filter { Files.isRegularFile(it) && !example.relativize(it).any { part -> part.toString() == 'target' } }.toList()
assert !files.empty
for (file in files) {
  def copy = basedir.toPath().resolve(example.relativize(file).toString())
  Files.createDirectories(copy.parent)
  Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
}

def broken = new File(basedir, 'shop-db/src/main/resources/db/migration/V5__orders.sql')
def text = broken.text
assert text.contains('REFERENCES product (id)')
broken.text = text.replace('REFERENCES product (id)', 'REFERENCES produkt (id)')
return true
