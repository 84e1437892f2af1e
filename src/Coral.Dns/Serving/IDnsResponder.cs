using Coral.Dns.Queries;

namespace Coral.Dns.Serving;

/// <summary>The DNS server as listeners see it: messages in, messages out, whatever the transport.</summary>
/// <remarks>
/// Safe to call from several threads at once. Never throws for anything a query holds. Where an answer is known at
/// once, which is nearly always, nothing is allocated.
/// </remarks>
public interface IDnsResponder
{
    /// <summary>Answers at once where that is possible.</summary>
    /// <param name="query">One message as it came, without the two length bytes of TCP.</param>
    /// <param name="source">The client and the transport.</param>
    /// <param name="response">
    /// Where the answer goes: at least <see cref="DnsLimits.MaxUdpResponseBytes"/> for UDP, better
    /// <see cref="DnsLimits.MaxMessageBytes"/> for TCP. It must not overlap <paramref name="query"/>.
    /// </param>
    /// <returns>
    /// More than 0: bytes of the answer in <paramref name="response"/>. 0: no answer at all.
    /// <see cref="DnsLimits.NeedsTime"/>: call <see cref="AnswerAsync"/> with a copy.
    /// </returns>
    int Answer(ReadOnlySpan<byte> query, in QuerySource source, Span<byte> response);

    /// <summary>Answers what <see cref="Answer"/> said needs time; a few hundred milliseconds at most.</summary>
    /// <param name="query">The same message, in memory that does not change until the answer is complete.</param>
    /// <param name="source">The same source.</param>
    /// <param name="response">As in <see cref="Answer"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the answer is then not needed any more.</param>
    /// <returns>Bytes of the answer, or 0 for no answer at all.</returns>
    ValueTask<int> AnswerAsync(
        ReadOnlyMemory<byte> query,
        QuerySource source,
        Memory<byte> response,
        CancellationToken cancellationToken
    );
}
