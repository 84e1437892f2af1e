using Coral.Dns.Queries;

namespace Coral.Dns.Serving;

/// <summary>
/// The interface of the DNS server for listeners of any transport: a query comes in, a response goes out.
/// </summary>
/// <remarks>
/// Safe to call from several threads at once. Never throws, whatever a query contains. An answer that is known at once,
/// as nearly all are, allocates nothing.
/// </remarks>
public interface IDnsResponder
{
    /// <summary>Answers at once where that is possible.</summary>
    /// <param name="query">One message as received, without the two length bytes of TCP.</param>
    /// <param name="source">The client's address, and the transport of the query.</param>
    /// <param name="response">
    /// Receives the answer: at least <see cref="DnsLimits.MaxUdpResponseBytes"/> for UDP, better
    /// <see cref="DnsLimits.MaxMessageBytes"/> for TCP. The buffer must not overlap <paramref name="query"/>.
    /// </param>
    /// <returns>
    /// More than 0: bytes of the answer in <paramref name="response"/>. 0: no answer at all.
    /// <see cref="DnsLimits.NeedsTime"/>: call <see cref="AnswerAsync"/> with a copy.
    /// </returns>
    int Answer(ReadOnlySpan<byte> query, in QuerySource source, Span<byte> response);

    /// <summary>
    /// Answers a query that <see cref="Answer"/> could not answer at once, within a few hundred milliseconds.
    /// </summary>
    /// <param name="query">The same message, in memory that does not change until the answer is complete.</param>
    /// <param name="source">The source given to <see cref="Answer"/>.</param>
    /// <param name="response">Receives the answer, as in <see cref="Answer"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the answer is then not needed any more.</param>
    /// <returns>Bytes of the answer, or 0 for no answer at all.</returns>
    ValueTask<int> AnswerAsync(
        ReadOnlyMemory<byte> query,
        QuerySource source,
        Memory<byte> response,
        CancellationToken cancellationToken
    );
}
