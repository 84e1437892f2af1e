namespace Coral.Core.Tests.Names;

/// <summary>The one-label form read off its definition, label by label.</summary>
internal static class SlowOneLabel
{
    public static string? Encode(string host, int? port)
    {
        var labels = host.Split('.').Select(label => string.Concat(label.Select(c => c == '-' ? "--" : $"{c}")));
        var all = port is null ? labels : labels.Append($"{port}");
        var joined = string.Join('-', all);
        var wrapped = joined.IndexOf("--", 2, Math.Min(2, joined.Length - 2)) == 2 ? $"0-{joined}-0" : joined;
        return wrapped.Length > 63 ? null : wrapped;
    }
}
