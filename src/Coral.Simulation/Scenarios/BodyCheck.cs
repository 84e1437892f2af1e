using Coral.Caching.Http;
using Coral.Simulation.Invariants;
using Coral.Simulation.Time;

namespace Coral.Simulation.Scenarios;

/// <summary>A reader of bodies that checks every byte.</summary>
internal static class BodyCheck
{
    /// <summary>Reads <paramref name="body"/> to its end.</summary>
    /// <returns>The time at which the first byte arrived; <see langword="null"/> when the body broke off.</returns>
    /// <exception cref="InvariantException">The body differs from <paramref name="content"/>.</exception>
    public static async Task<TimeSpan?> ReadAsync(
        IBodyReader body,
        ReadOnlyMemory<byte> content,
        VirtualClock clock,
        CancellationToken cancellationToken
    )
    {
        TimeSpan? first = null;
        for (var offset = 0; ; )
        {
            var (bytes, failure) = await body.ReadAsync(offset, cancellationToken);
            first ??= clock.Elapsed;
            if (bytes.IsEmpty && failure is not null)
            {
                return null;
            }

            if (bytes.IsEmpty)
            {
                return offset == content.Length
                    ? first
                    : throw new InvariantException($"A client got {offset} bytes of {content.Length}.");
            }

            if (!content.Span[offset..].StartsWith(bytes.Span))
            {
                throw new InvariantException($"A client got wrong bytes at {offset}.");
            }

            offset += bytes.Length;
        }
    }
}
