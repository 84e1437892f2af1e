namespace Coral.Caching.Tests.Fixtures;

/// <summary>Tests that measure the process, with no other test beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
