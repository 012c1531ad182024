// Who measures may still be at it: the second build ended when it was killed.
File survivedMillis = new File(basedir, 'survived-millis.txt')
long deadline = System.nanoTime() + 10_000_000_000L
while (survivedMillis.readLines().size() < 2 && System.nanoTime() < deadline) {
  Thread.sleep(10)
}
def rounds = survivedMillis.readLines()
assert rounds.size() == 2 : 'a build was not killed, or its server outlived it'
assert rounds.every { it.toLong() < 3000 } : rounds
