using Coral.Functional.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(NginxOrigin))]

// They wait for real programs and their timers about as much as they compute.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
