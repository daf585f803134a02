/** What each runtime's program says of its version; the long answers are those of real ones. */
import { describe, expect, it } from "vitest";
import { runtimeOf } from "../../dagger/src/scanners/runtime/report.ts";

const PHP = `
Warning: PHP Startup: Invalid date.timezone value 'UTC', using 'UTC' instead in Unknown on line 0
PHP 8.2.36 (cli) (built: Nov 18 2026 20:02:04) (NTS)
Copyright (c) The PHP Group
Zend Engine v4.2.36, Copyright (c) Zend Technologies`;
const TEMURIN = `JAVA_RUNTIME_VERSION="25.0.3+9-LTS"
JAVA_VERSION="25.0.3"`;
const DEBIAN = `Picked up JAVA_TOOL_OPTIONS: -Xmx1g
openjdk version "17.0.15" 2025-04-15
OpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)`;
const HTTPD = `AH00558: httpd: Could not determine the server's fully qualified domain name
Server version: Apache/2.4.68 (Unix)
Server built:   Jun 10 2026 01:02:03`;

describe("a released version", () => {
  it.each([
    ["node", "v24.13.1", "24.13.1", "24"],
    ["nodejs", "v0.12.18", "0.12.18", "0.12"],
    ["python3.13", "Python 3.13.2", "3.13.2", "3.13"],
    ["php", PHP, "8.2.36", "8.2"],
    ["php8.3", "PHP 8.3.14-1+0~20241121 (cli) (built: …)", "8.3.14", "8.3"],
    ["php-fpm", "PHP 7.4.33 (fpm-fcgi) (built: Nov 18 2022 01:00:00)", "7.4.33", "7.4"],
    ["php-fpm8.2", "PHP 8.2.7 (fpm-fcgi) (built: …)", "8.2.7", "8.2"],
    ["php-fpm83", "PHP 8.3.14 (fpm-fcgi) (built: …)", "8.3.14", "8.3"],
    ["php-cgi", "PHP 8.3.14 (cgi-fcgi) (built: …)", "8.3.14", "8.3"],
    ["python3.13t", "Python 3.13.2", "3.13.2", "3.13"],
    ["ruby", "ruby 3.1.2p20 (2022-04-12 revision 4491bb740a) [x86_64-linux-gnu]", "3.1.2", "3.1"],
    ["ruby", "ruby 3.3.6 (2024-11-05 revision 75015d4c1f) [x86_64-linux]", "3.3.6", "3.3"],
    ["java", TEMURIN, "25.0.3", "25"],
    ["java", DEBIAN, "17.0.15", "17"],
    ["java", 'JAVA_RUNTIME_VERSION="1.8.0_432-b06"\nJAVA_VERSION="1.8.0_432"', "8.0.432", "8"],
    ["java", 'JAVA_RUNTIME_VERSION="1.8.0_432-8u432-ga"\nJAVA_VERSION="1.8.0_432"', "8.0.432", "8"],
    ["java", 'JAVA_RUNTIME_VERSION="21.0.2+13-jvmci-23.1"\nJAVA_VERSION="21.0.2"', "21.0.2", "21"],
    ["java", 'JAVA_VERSION="21"', "21.0.0", "21"],
    ["java", 'JAVA_VERSION="17.0.8.1"', "17.0.8", "17"],
    ["java", 'java version "1.8.0_432"', "8.0.432", "8"],
    ["nginx", "nginx version: nginx/1.30.2", "1.30.2", "1.30"],
    ["nginx-debug", "nginx version: nginx/1.22.1 (Ubuntu)", "1.22.1", "1.22"],
    ["httpd", HTTPD, "2.4.68", "2.4"],
    ["apache2", "Server version: Apache/2.4.65 (Debian)\nServer built: …", "2.4.65", "2.4"],
  ])("%s: %s", (name, answer, version, line) => {
    const told = runtimeOf({ path: `/opt/bin/${name}`, exitCode: 0, answer });
    expect(told).toMatchObject({ version, line });
  });
});

describe("none", () => {
  it.each([
    ["php", "PHP 8.5.0RC1 (cli) (built: …)"],
    ["php", "PHP 8.5.0-dev"],
    ["php", "PHP 8.3.14-dev (cli) (built: …)"],
    ["phpize", "PHP 8.3.14 (cli) (built: …)"],
    ["ruby", "ruby 3.5.0dev (2025-01-01 master) [x86_64-linux]"],
    ["ruby", "ruby 3.4.0preview1 (2024-05-16 master) [x86_64-linux]"],
    ["ruby", "jruby 9.4.9.0 (3.1.4) 2024-11-04 OpenJDK 64-Bit Server VM"],
    ["java", 'JAVA_RUNTIME_VERSION="26-ea+35"\nJAVA_VERSION="26"'],
    ["java", 'JAVA_RUNTIME_VERSION="25.0.1-beta+5-202509"\nJAVA_VERSION="25.0.1"'],
    ["java", 'JAVA_RUNTIME_VERSION="1.8.0_492-beta-b04"\nJAVA_VERSION="1.8.0_492"'],
    ["java", 'JAVA_RUNTIME_VERSION="17.0.9-internal+0-adhoc.x"\nJAVA_VERSION="17.0.9"'],
    ["java", 'openjdk version "26-ea" 2026-03-17'],
    ["java", "MODULES=java.base"],
    ["nginx", "nginx version: openresty/1.27.1.2"],
    ["nginx", "nginx version: nginx/1.25.5 (nginx-plus-r32-p1)"],
    [
      "httpd",
      "httpd: invalid option -- 'v'\nBusyBox v1.36.1 (2024-06-10 07:11:47 UTC) multi-call binary.",
    ],
    ["node", "Python 3.13.2"],
    ["it", "v24.13.1"],
  ])("%s: %s", (name, answer) => {
    expect(runtimeOf({ path: `/opt/bin/${name}`, exitCode: 0, answer })).toBeUndefined();
  });
});
