namespace Coral.Caching.Http;

/// <summary>The outcome of a request's preconditions (RFC 9110, section 13.2.2).</summary>
public enum PreconditionOutcome
{
    /// <summary>Answer as if there were none; <c>Range</c> may still apply.</summary>
    Proceed,

    /// <summary>304: the client has it already.</summary>
    NotModified,

    /// <summary>412: a condition that the client insists on does not hold.</summary>
    Failed,
}
