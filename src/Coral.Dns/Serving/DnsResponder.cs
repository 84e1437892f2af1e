using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Dns.Answering;
using Coral.Dns.Events;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;

namespace Coral.Dns.Serving;

/// <summary>The steps from a query to its response, in their order.</summary>
/// <remarks>
/// 1. Parse the query; other messages get no response, malformed queries FORMERR.
/// 2. Validate the client's address, which decides how long the response may be.
/// 3. Refuse unusual queries; answer the others from the zones.
/// 4. Limit the rate of responses to addresses that are not validated.
/// 5. Add the OPT record and the header.
/// </remarks>
internal sealed class DnsResponder(
    Authority authority,
    IPreparation preparation,
    AbuseLimits abuseLimits,
    IDnsEvents events,
    MonotonicClock clock
) : IDnsResponder
{
    /// <inheritdoc />
    public int Answer(ReadOnlySpan<byte> query, in QuerySource source, Span<byte> response)
    {
        events.QueryReceived(source.Transport);
        return Answer(query, source, response, mayWait: true);
    }

    /// <inheritdoc />
    public async ValueTask<int> AnswerAsync(
        ReadOnlyMemory<byte> query,
        QuerySource source,
        Memory<byte> response,
        CancellationToken cancellationToken
    )
    {
        await preparation.PrepareAsync(RequesterOf(query.Span, source), cancellationToken);
        return Answer(query.Span, source, response.Span, mayWait: false);
    }

    // The spans are passed by reference: by value they would be stored in halves and loaded whole, and the load would
    // stall until both stores are done (50 cycles of 550 for a static answer).
    private int Answer(in ReadOnlySpan<byte> message, in QuerySource source, in Span<byte> response, bool mayWait)
    {
        Span<byte> name = stackalloc byte[WireName.MaxBytes];
        var fault = QueryReader.Read(message, name, out var query);
        if (fault == QueryFault.Drop)
        {
            events.QueryIgnored(source.Address);
            return 0;
        }

        var isAddressValidated = IsAddressValidated(in query, source);
        var longest = abuseLimits.MaxAnswerBytes(source, isAddressValidated, message.Length, query.Edns.PayloadBytes);
        scoped Reply reply = default;
        reply.Begin(response, in query, longest, OptWriter.Reserve(in query));
        var now = mayWait && source.ReceivedAt is { } at ? clock.At(at) : clock.Now;
        var requester = new Requester(source, isAddressValidated, query.Edns.Subnet, now);
        if (fault == QueryFault.Format)
        {
            events.QueryMalformed(source.Address);
            reply.Fail(ResponseCode.FormatError, ExtendedError.None, default);
        }
        else if (IsCookieQuery(in query))
        {
            AnswerCookieQuery(in query, source, ref reply);
        }
        else if (
            !QueryPolicy.Refuses(in query, ref reply) && !authority.Answer(in query, requester, mayWait, ref reply)
        )
        {
            return DnsLimits.NeedsTime;
        }

        if (!isAddressValidated && abuseLimits.AppliesTo(source.Address) && !MayPass(requester, in query, ref reply))
        {
            return 0;
        }

        reply.Writer.Limit = longest;
        return Finish(in query, source.Address, ref reply);
    }

    private int Finish(scoped ref readonly Query query, in NodeAddress client, scoped ref Reply reply)
    {
        if (query.Edns.IsPresent)
        {
            Span<byte> cookie = stackalloc byte[ServerCookies.Bytes];
            if (!query.Edns.ClientCookie.IsEmpty)
            {
                abuseLimits.Cookies.Write(query.Edns.ClientCookie, client, clock.Provider.GetUtcNow(), cookie);
            }

            OptWriter.Write(in query, ref reply, cookie);
        }

        events.ResponseSent(reply.Kind);
        var flags = HeaderFlags.Response | reply.Flags | (query.Header.Flags & HeaderFlags.RecursionDesired);
        return reply.Writer.Finish(
            query.Header.Id,
            DnsHeader.Compose(flags, query.Header.Opcode, (int)reply.Code & 0xF)
        );
    }

    private bool MayPass(in Requester requester, scoped ref readonly Query query, scoped ref Reply reply)
    {
        // Names that do not exist are unlimited, so they share one bucket; each other name has its own.
        var subject = reply.Kind is ResponseKind.Positive or ResponseKind.NoData
            ? (ulong)DnsNameComparer.Hash(query.Name)
            : 0;
        var outcome = abuseLimits.Rate(requester.Source.Address, reply.Kind, subject, requester.Now);
        if (outcome == RateLimitOutcome.Send)
        {
            return true;
        }

        var isTruncated = outcome == RateLimitOutcome.Slip;
        events.ResponseRateLimited(requester.Source.Address, isTruncated);
        if (isTruncated)
        {
            reply.Truncate();
        }

        return isTruncated;
    }

    private Requester RequesterOf(ReadOnlySpan<byte> message, in QuerySource source)
    {
        QueryReader.Read(message, stackalloc byte[WireName.MaxBytes], out var query);
        return new Requester(source, IsAddressValidated(in query, source), query.Edns.Subnet, clock.Now);
    }

    private bool IsAddressValidated(scoped ref readonly Query query, in QuerySource source) =>
        source.Transport == DnsTransportKind.Tcp || HasOurCookie(in query, source);

    private bool HasOurCookie(scoped ref readonly Query query, in QuerySource source) =>
        !query.Edns.ServerCookie.IsEmpty
        && abuseLimits.Cookies.IsValid(
            query.Edns.ClientCookie,
            query.Edns.ServerCookie,
            source.Address,
            clock.Provider.GetUtcNow()
        );

    /// <summary>
    /// Answers a query for a cookie: with a new cookie, and an error if the old one was invalid (RFC 7873, section
    /// 5.4).
    /// </summary>
    private void AnswerCookieQuery(scoped ref readonly Query query, in QuerySource source, scoped ref Reply reply)
    {
        reply.Kind = ResponseKind.Positive;
        if (!query.Edns.ServerCookie.IsEmpty && !HasOurCookie(in query, source))
        {
            reply.Fail(ResponseCode.BadCookie, ExtendedError.None, default);
        }
    }

    /// <summary>True for a query for nothing but a cookie (RFC 7873, section 5.4).</summary>
    private static bool IsCookieQuery(scoped ref readonly Query query) =>
        query.Header.Opcode == Opcode.Query
        && query.Header.Questions == 0
        && query.Edns.Version == 0
        && !query.Edns.ClientCookie.IsEmpty;
}
