using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>A client's conditional GET or HEAD against a selected response (RFC 9110, section 13; RFC 9111, section 4.3.2).</summary>
public static class Preconditions
{
    /// <summary>Evaluates the conditions in the order of RFC 9110, section 13.2.2. Never throws; hit path.</summary>
    /// <param name="request">The client's fields.</param>
    /// <param name="head">The selected response; conditions apply to a 200 only.</param>
    /// <param name="receivedAt">When that response arrived here: stands in for a missing <c>Last-Modified</c> and <c>Date</c>.</param>
    public static PreconditionOutcome Evaluate(IFieldSource request, ResponseHead head, DateTimeOffset receivedAt) =>
        throw new InvalidOperationException("To be filled.");
}
