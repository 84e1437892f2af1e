using Coral.Caching.Model;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>A body that is whatever a test says, as slowly as it says.</summary>
internal sealed class ScriptedBody(TimeProvider clock) : IBodyReader
{
    public byte[] Bytes { get; init; } = [];

    /// <summary>Whether the bytes come over and over.</summary>
    public bool IsEndless { get; init; }

    public int PieceBytes { get; init; } = 64 * 1024;

    public TimeSpan PieceAfter { get; init; }

    public long? Length => IsEndless ? null : Bytes.Length;

    public async ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        if (PieceAfter > TimeSpan.Zero)
        {
            await Task.Delay(PieceAfter, clock, cancellationToken);
        }

        if (!IsEndless && offset >= Bytes.Length)
        {
            return BodySlice.End;
        }

        var at = (int)(offset % Bytes.Length);
        return new BodySlice(Bytes.AsMemory(at, Math.Min(PieceBytes, Bytes.Length - at)), null);
    }
}
