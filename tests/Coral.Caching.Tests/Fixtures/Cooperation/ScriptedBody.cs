using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>A body that is whatever a test says, as slowly as it says.</summary>
internal sealed class ScriptedBody(TimeProvider clock) : IBodyReader
{
    public byte[] Bytes { get; init; } = [];

    /// <summary>Whether the bytes come over and over.</summary>
    public bool IsEndless { get; init; }

    public int PieceBytes { get; init; } = 64 * 1024;

    public TimeSpan PieceAfter { get; init; }

    /// <summary>Whether it does not say how long it is.</summary>
    public bool IsUndeclared { get; init; }

    /// <summary>How it ends.</summary>
    public FetchFailure? Failure { get; init; }

    public long? Length => IsEndless || IsUndeclared ? null : Bytes.Length;

    public async ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        if (PieceAfter > TimeSpan.Zero)
        {
            await Task.Delay(PieceAfter, clock, cancellationToken);
        }

        if (!IsEndless && offset >= Bytes.Length)
        {
            return new BodySlice(default, Failure);
        }

        var at = (int)(offset % Bytes.Length);
        return new BodySlice(Bytes.AsMemory(at, Math.Min(PieceBytes, Bytes.Length - at)), null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
