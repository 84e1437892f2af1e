namespace Coral.Node.Configuration;

/// <summary>The values that stand in a list more than once: a rule of several options forbids them.</summary>
internal static class Repetition
{
    /// <summary>Finds them, each once, in the order of the list.</summary>
    internal static IEnumerable<T> In<T>(IEnumerable<T> values) =>
        values.GroupBy(value => value).Where(same => same.Count() > 1).Select(same => same.Key);
}
