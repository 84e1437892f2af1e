namespace Coral.Caching.Http;

/// <summary>Dates of a response header.</summary>
internal static class HeadDates
{
    /// <summary>
    /// The date in the field <paramref name="name"/>; <see langword="null"/> when absent, repeated or no date.
    /// </summary>
    public static DateTimeOffset? DateOf(this ResponseHead head, string name, DateTimeOffset now) =>
        HttpDate.TryParse(head.Fields.Get(name), now, out var date) ? date : null;
}
