using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Makes the bodies that change their source when it fails.</summary>
internal sealed class FailoverBodies(SourceSwitch sources, TimeProvider clock)
{
    /// <summary>Begins a body with its first source.</summary>
    /// <param name="search">The search that has found it, and finds the next ones.</param>
    /// <param name="first">The response of the first source.</param>
    /// <param name="abandoned">Cancelled when nobody wants the body any more.</param>
    public FailoverBody Begin(SearchState search, FetchedResponse first, CancellationToken abandoned)
    {
        var expected = ExpectedDigests.Of(first.Head!);
        var digester = new BodyDigester(expected?.NeedsSha512 == true);
        var validator = Validator.Strong(first.Head!, clock.GetUtcNow());
        var passed = new Resumption(first.Head!, first.Length, validator, digester);
        var check = new BodyVerifier(digester, expected, first.Length);
        return new FailoverBody(search, first, passed, check, sources, abandoned);
    }
}
