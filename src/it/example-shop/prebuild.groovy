// The example is copied rather than linked: builds of several Mavens must not write into one folder.
def example = new File(basedir, '../../../../examples/shop').canonicalFile
assert example.isDirectory()
new groovy.ant.AntBuilder().copy(todir: basedir) {
    fileset(dir: example) { exclude(name: '**/target/**') }
}
return true
