using System.Diagnostics.CodeAnalysis;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>Memory compared by its bytes.</summary>
internal sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj) => obj.Length;
}
