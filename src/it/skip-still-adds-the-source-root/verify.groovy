for (classes in ['classes', 'classes-of-the-skipped-build']) {
  assert new File(basedir, "target/$classes/dev/dbagent/it/UsesGeneratedCode.class").file
  assert new File(basedir, "target/$classes/META-INF/db-agent/handoff.json").file
}
assert new File(basedir, 'build.log').text.contains('Skipped (dbAgent.skip)')
