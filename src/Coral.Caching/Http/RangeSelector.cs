using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>
/// <c>Range</c> and <c>If-Range</c> of a GET against a complete 200 (RFC 9110, sections 14 and 13.1.5).
/// </summary>
/// <remarks>
/// One slice is sent: several ranges are merged where they overlap or touch, and where more than one slice is left, or
/// more than <see cref="MaxRanges"/> were asked, the field is ignored (section 14.2 allows it), so that no request can
/// draw a body from us many times over. A field that does not follow the grammar, or of another unit, is ignored too.
/// </remarks>
public static class RangeSelector
{
    /// <summary>The most ranges of one request that are looked at, empty list members included.</summary>
    public const int MaxRanges = 16;

    private const string Unit = "bytes=";

    /// <summary>Chooses the bytes to send. Never throws, allocates nothing.</summary>
    /// <param name="request">The client's fields; its method is GET (RFC 9110, section 14.2: others ignore
    /// <c>Range</c>).</param>
    /// <param name="head">The header of the 200 response that the range is taken from.</param>
    /// <param name="length">The length of its complete body.</param>
    /// <param name="receivedAt">The time at which the response arrived.</param>
    public static RangeSelection Select(IFieldSource request, ResponseHead head, long length, DateTimeOffset receivedAt)
    {
        var whole = new RangeSelection(RangeOutcome.Whole, 0, length, length);
        return
            head.Status == 200
            && request.Get("Range") is { } range
            && range.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)
            && IfRange.Holds(request, head, receivedAt)
            ? Choose(range.AsSpan(Unit.Length), length) ?? whole
            : whole;
    }

    private static RangeSelection? Choose(ReadOnlySpan<char> set, long length)
    {
        Span<ByteSlice> slices = stackalloc ByteSlice[MaxRanges];
        var count = 0;
        var isEmpty = true;
        var members = new ListMembers(set, ListQuoting.None, most: MaxRanges);
        while (members.MoveNext())
        {
            if (!ByteSlice.TryParse(members.Current, length, out var slice))
            {
                return null;
            }

            isEmpty = false;
            if (!slice.IsEmpty)
            {
                slices[count++] = slice;
            }
        }

        if (isEmpty || members.HasMore)
        {
            return null;
        }

        if (count == 0)
        {
            return new RangeSelection(RangeOutcome.Unsatisfiable, 0, 0, length);
        }

        return length > 0 && TryMerge(slices[..count], out var merged)
            ? new RangeSelection(RangeOutcome.Part, merged.Start, merged.End - merged.Start, length)
            : null;
    }

    private static bool TryMerge(Span<ByteSlice> slices, out ByteSlice merged)
    {
        slices.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        merged = slices[0];
        foreach (var slice in slices[1..])
        {
            if (slice.Start > merged.End)
            {
                return false;
            }

            merged = merged with { End = Math.Max(merged.End, slice.End) };
        }

        return true;
    }
}
