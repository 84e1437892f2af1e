namespace Coral.Caching.Http;

/// <summary>The <c>Retry-After</c> field (RFC 9110, section 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>The time for which a response asks to be left alone, counted from its arrival.</summary>
    /// <remarks>
    /// Seconds or a date; a date counts from the response's own <c>Date</c>, since both are of the origin's clock. The
    /// <c>Age</c> of the response is part of the wait. Of several lines the longest wait counts.
    /// </remarks>
    /// <param name="head">The header of the response.</param>
    /// <param name="receivedAt">The moment of its arrival; stands in for a missing <c>Date</c>.</param>
    /// <returns><see langword="null"/> where it asks for no time, or for nothing that can be read.</returns>
    public static TimeSpan? Of(ResponseHead head, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(head);
        var age = DeltaSeconds.TryParse(head.Fields.Get("Age"), out var said) ? said : TimeSpan.Zero;
        var longest = TimeSpan.Zero;
        foreach (var line in head.Fields.Lines)
        {
            if (line.Is("Retry-After") && Read(line.Value, head, receivedAt) is { } wait && wait - age > longest)
            {
                longest = wait - age;
            }
        }

        return longest > TimeSpan.Zero ? longest : null;
    }

    private static TimeSpan? Read(string text, ResponseHead head, DateTimeOffset receivedAt)
    {
        if (DeltaSeconds.TryParse(text.AsSpan().Trim(), out var seconds))
        {
            return seconds;
        }

        return HttpDate.TryParse(text.AsSpan().Trim(), receivedAt, out var until)
            ? DeltaSeconds.Clamp(until - (head.DateOf("Date", receivedAt) ?? receivedAt))
            : null;
    }
}
