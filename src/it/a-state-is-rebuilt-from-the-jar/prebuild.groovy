import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// Somebody has changed what is in the jar.
def archive = new File(basedir, 'tampered/src/main/resources/META-INF/db-agent/made-of.zip')
archive.parentFile.mkdirs()
new ZipOutputStream(archive.newOutputStream()).withCloseable { zip ->
  zip.putNextEntry(new ZipEntry('files/0/src/main/resources/db/migration/V1__customers.sql'))
  zip.write('CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, is_admin boolean);\n'.bytes)
}
