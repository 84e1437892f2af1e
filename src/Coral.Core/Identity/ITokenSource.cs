namespace Coral.Core.Identity;

/// <summary>Bytes that nobody outside can guess: transaction ids, secrets, identities.</summary>
/// <remarks>
/// Cryptographically random in production, drawn from the seed in simulation. Jitter, sampling and tie-breaking take
/// <see cref="Random"/> instead. Safe to call from any thread.
/// </remarks>
public interface ITokenSource
{
    /// <summary>Fills all of <paramref name="token"/>.</summary>
    void Fill(Span<byte> token);
}
