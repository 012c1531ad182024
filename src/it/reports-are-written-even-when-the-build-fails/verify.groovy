import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def json = { String path -> new JsonSlurper().parse(new File(basedir, path)) }
def suite = { String path -> new XmlSlurper().parse(new File(basedir, path)) }

// The good build: both goals stand in each report.
assert json('target/good/diagnosis.json').goals.collect { [it.goal, it.status] } == [['prepare', 'succeeded'], ['generate', 'succeeded']]
assert json('target/good/db-agent.sarif').runs.size() == 2
assert json('target/good/db-agent.sarif').runs.every { it.results.empty && it.invocations[0].executionSuccessful }
def good = suite('target/good/TEST-db-agent.prepare.xml')
assert good.@tests == '10' && good.@failures == '0' && good.@skipped == '0'
assert good.testcase*.@name*.text().containsAll(
    ['src/main/resources/db/migration/V2__age.sql', 'src/main/db/seed/customer.csv', 'DBA-V004 every index is valid', 'handoff.json'])
assert suite('target/good/TEST-db-agent.generate.xml').testcase.@name == 'generated code'

// The broken one, without any configuration.
String file = 'src/main/resources/db/migration/V2__age.sql'
def failed = json('target/db-agent/diagnosis.json').goals
assert failed.collect { [it.goal, it.status] } == [['prepare', 'failed']]
assert failed[0].diagnosis.code == 'DBA-M010'
assert failed[0].diagnosis.place == [file: file, line: 1, column: 37]
assert failed[0].changes.files.collect { [it.fate, it.path] } == [['edited', file]]

def result = json('target/db-agent/db-agent.sarif').runs[0].results[0]
assert result.ruleId == 'DBA-M010' && result.level == 'error'
assert result.locations[0].physicalLocation.artifactLocation.uri.endsWith(file)
assert result.locations[0].physicalLocation.region.startColumn == 37

def broken = suite('target/surefire-reports/TEST-db-agent.prepare.xml')
assert broken.@tests == '10' && broken.@failures == '1' && broken.@skipped == '8'
def failure = broken.testcase.find { it.@name == file }.failure
assert failure.@type == 'DBA-M010'
assert failure.text().contains('ALTER TABLE customer ADD COLUMN age intt;')
