using Coral.Functional.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(NginxOrigin))]
