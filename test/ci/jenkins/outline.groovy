/**
 * Runs Jenkinsfiles as Groovy, as Jenkins does, but records each call instead of doing it.
 * Arguments: names and values of the environment (NAME=VALUE), then files. Prints, as JSON, the
 * calls of each file as {name, arguments, calls}, and an assignment as {set, value}. A name that no
 * Jenkinsfile of ours may use is an error, as it is in Jenkins.
 */
import groovy.json.JsonOutput
import org.codehaus.groovy.control.CompilerConfiguration

abstract class Recorded extends Script {
  def invokeMethod(String name, Object given) {
    List arguments = given as List
    Map call = [name: name, arguments: arguments.findAll { !(it instanceof Closure) }.collect { it instanceof Map ? it : it.toString() }, calls: []]
    List outer = binding.calls
    outer << call
    binding.calls = call.calls
    arguments.findAll { it instanceof Closure }.each {
      def value = it.call()
      if (name == 'expression') call.arguments << (value as boolean).toString()
    }
    binding.calls = outer
    return "${name}(${arguments.findAll { !(it instanceof Closure) }.join(', ')})".toString()
  }
}

class Recording extends Binding {
  List calls = []

  void setVariable(String name, Object value) {
    calls << [set: name, value: value.toString()]
  }
}

Map environment = args.findAll { it.contains('=') }.collectEntries { it.split('=', 2) as List }
List files = args.findAll { !it.contains('=') }
CompilerConfiguration configuration = new CompilerConfiguration(scriptBaseClass: Recorded.name)
Map scm = [userRemoteConfigs: [[url: 'https://example.org/r.git', credentialsId: 'c']]]
Map outlines = files.collectEntries { file ->
  Recording recording = new Recording()
  recording.variables.putAll(environment + [env: new LinkedHashMap(environment), none: 'none', scm: scm])
  new GroovyShell(Recorded.classLoader, recording, configuration).evaluate(new File(file))
  [file, recording.calls]
}
println JsonOutput.toJson(outlines)
