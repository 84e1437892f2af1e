using System.Collections;

namespace Coral.Caching.Http;

/// <summary>The field lines of a message in their order of arrival. Immutable.</summary>
public sealed class FieldList : IFieldSource, IReadOnlyList<FieldLine>
{
    /// <summary>A list without lines.</summary>
    public static readonly FieldList Empty = new([]);

    private readonly FieldLine[] _lines;

    /// <summary>Creates a list of <paramref name="lines"/>.</summary>
    public FieldList(IEnumerable<FieldLine> lines)
    {
        _lines = [.. lines];
    }

    /// <summary>Creates a list from pairs of name and value, for tests and pages of our own.</summary>
    public static FieldList Of(params ReadOnlySpan<(string Name, string Value)> lines)
    {
        var list = new List<FieldLine>(lines.Length);
        foreach (var (name, value) in lines)
        {
            list.Add(new FieldLine(name, value));
        }

        return new FieldList(list);
    }

    /// <inheritdoc />
    public int Count => _lines.Length;

    /// <inheritdoc />
    public FieldLine this[int index] => _lines[index];

    /// <summary>The lines as a span, for loops on the hot path.</summary>
    public ReadOnlySpan<FieldLine> Lines => _lines;

    /// <inheritdoc />
    public string? Get(string name)
    {
        string? value = null;
        foreach (var line in _lines)
        {
            if (line.Is(name))
            {
                value = value is null ? line.Value : value + ", " + line.Value;
            }
        }

        return value;
    }

    /// <summary>True if any line is named <paramref name="name"/>.</summary>
    public bool Contains(string name)
    {
        foreach (var line in _lines)
        {
            if (line.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A list without the lines for which <paramref name="drop"/> holds; this one when there are none.
    /// </summary>
    public FieldList Without(Predicate<FieldLine> drop) =>
        Array.Exists(_lines, drop) ? new FieldList(_lines.Where(line => !drop(line))) : this;

    /// <summary>A list in which <paramref name="value"/> is the only line named <paramref name="name"/>.</summary>
    public FieldList With(string name, string value) =>
        new(_lines.Where(line => !line.Is(name)).Append(new FieldLine(name, value)));

    /// <inheritdoc />
    public IEnumerator<FieldLine> GetEnumerator() => ((IEnumerable<FieldLine>)_lines).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
