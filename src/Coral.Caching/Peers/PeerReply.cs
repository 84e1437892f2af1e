using Coral.Caching.Http;
using Coral.Caching.Sources;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>What one peer's answer means for the search.</summary>
internal readonly record struct PeerReply
{
    /// <summary>It is our source.</summary>
    public Source? Source { get; private init; }

    /// <summary>Why it is not; meaningful without <see cref="Source"/>.</summary>
    public DropReason Reason { get; private init; }

    /// <summary>Whether it is only full: it is not given up.</summary>
    public bool IsFull { get; private init; }

    /// <summary>Full: who receives from it.</summary>
    public IReadOnlyList<NodeContact> Others { get; private init; }

    /// <summary>Not here: what the responses vary on.</summary>
    public string? Vary { get; private init; }

    /// <summary>The origin failed it: how.</summary>
    public FetchFailure Failure { get; private init; }

    public static PeerReply From(Source source) => new() { Source = source, Others = [] };

    public static PeerReply Dropped(DropReason reason) => new() { Reason = reason, Others = [] };

    public static PeerReply Full(IReadOnlyList<NodeContact> others) => new() { IsFull = true, Others = others };

    public static PeerReply NotHere(string? vary) =>
        new()
        {
            Reason = DropReason.NotHere,
            Vary = vary,
            Others = [],
        };

    public static PeerReply OriginFailed(FetchFailure failure) =>
        new()
        {
            Reason = DropReason.OriginFailed,
            Failure = failure,
            Others = [],
        };
}
