using System.Net;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>A referral on its way to a resolver.</summary>
/// <param name="At">When it was sent, as time since the log's start.</param>
/// <param name="From">Who gives it.</param>
/// <param name="Zone">To the servers of which zone.</param>
/// <param name="Names">Their names.</param>
/// <param name="Servers">Their addresses.</param>
/// <param name="TimeToLive">How long they may be kept.</param>
internal sealed record SeenReferral(
    TimeSpan At,
    IPAddress From,
    string Zone,
    IReadOnlyList<string> Names,
    IReadOnlyList<IPAddress> Servers,
    TimeSpan TimeToLive
);
