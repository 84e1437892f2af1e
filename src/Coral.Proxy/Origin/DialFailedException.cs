using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>Carries a dial's failure through the framework's handler, which knows only exceptions.</summary>
#pragma warning disable CA1032, RCS1194 // Made in one place, with one thing to say.
internal sealed class DialFailedException(FetchFailure failure)
    : IOException($"No connection to the origin: {failure}.")
#pragma warning restore CA1032, RCS1194
{
    /// <summary>The reason for the lack of a connection.</summary>
    public FetchFailure Failure { get; } = failure;
}
