using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Queries;

namespace Coral.Dns.Protection;

/// <summary>The limits that keep this server from being abused against third parties. Safe from any thread.</summary>
internal sealed class AbuseLimits
{
    private readonly DnsOptions _options;
    private readonly ResponseRateLimiter? _limiter;

    // A separate table, since random names would evict these buckets from the other one, and each would come back full.
    private readonly ResponseRateLimiter? _limiterOfAll;
    private int _overLimit;

    public AbuseLimits(DnsOptions options, ITokenSource tokens, DateTimeOffset now)
    {
        _options = options;
        Cookies = new ServerCookies(tokens, now);
        Span<byte> key = stackalloc byte[SipHash.KeyBytes];
        tokens.Fill(key);
        var hash = SipHash.WithKey(key);
        _limiter = LimiterOf(options.AnswersPerSecond);
        _limiterOfAll = LimiterOf(options.AllAnswersPerSecond);

        ResponseRateLimiter? LimiterOf(int perSecond) =>
            perSecond == 0 ? null : new ResponseRateLimiter(hash, perSecond, options.AnswerBurst);
    }

    public ServerCookies Cookies { get; }

    /// <summary>Longest answer that may be sent.</summary>
    /// <param name="source">The client's address, and the transport of its query.</param>
    /// <param name="isAddressValidated">True if the client's address is not forged.</param>
    /// <param name="queryBytes">Length of the query, in bytes.</param>
    /// <param name="payloadBytes">The EDNS payload size of the client.</param>
    public int MaxAnswerBytes(in QuerySource source, bool isAddressValidated, int queryBytes, int payloadBytes)
    {
        if (source.Transport == DnsTransportKind.Tcp)
        {
            return DnsLimits.MaxMessageBytes;
        }

        var most = Math.Min(payloadBytes, DnsLimits.MaxUdpResponseBytes);
        return isAddressValidated || source.Address.IsLoopback
            ? most
            : Math.Min(most, queryBytes * _options.MaxAmplification);
    }

    /// <summary>True if rate limits apply to a client without a validated address.</summary>
    public bool AppliesTo(in NodeAddress client) =>
        (_limiter is not null || _limiterOfAll is not null) && !client.IsLoopback;

    /// <summary>
    /// Counts a response to a client for which <see cref="AppliesTo"/> is true, and decides its fate.
    /// </summary>
    public RateLimitOutcome Rate(in NodeAddress client, ResponseKind kind, ulong subject, TimeSpan uptime)
    {
        // A response over its own limit does not count against the common one.
        if (
            _limiter?.TryTake(client, kind, subject, uptime) != false
            && _limiterOfAll?.TryTake(client, kind: default, subject: 0, uptime) != false
        )
        {
            return RateLimitOutcome.Send;
        }

        var slips = _options.Slip > 0 && Interlocked.Increment(ref _overLimit) % _options.Slip == 0;
        return slips ? RateLimitOutcome.Slip : RateLimitOutcome.Drop;
    }
}
