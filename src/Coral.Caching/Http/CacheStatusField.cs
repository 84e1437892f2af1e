using Coral.Core.Http.StructuredFields;

namespace Coral.Caching.Http;

/// <summary>The <c>Cache-Status</c> field (RFC 9211): our member of it, and those of caches before us.</summary>
public static class CacheStatusField
{
    /// <summary>The name of the field.</summary>
    public const string Name = "Cache-Status";

    /// <summary>The longest parameter value that is written; a longer one is cut.</summary>
    private const int MaxParameterLength = 64;

    private static readonly BareItem Coral = BareItem.Token("coral");

    /// <summary>Our member as text, the string its only allocation.</summary>
    public static string Format(CacheStatus status)
    {
        var writer = new StructuredFieldWriter(stackalloc char[256], isSpaced: true);
        writer.WriteItem(Coral);
        if (status.Hit)
        {
            writer.WriteParameter("hit", BareItem.True);
        }
        else if (status.Forward is { } forward)
        {
            writer.WriteParameter("fwd", TokenOrString(forward));
        }

        if (!status.Hit && status.ForwardStatus > 0)
        {
            writer.WriteParameter("fwd-status", BareItem.Integer(status.ForwardStatus));
        }

        if (status.Ttl is { } ttl)
        {
            writer.WriteParameter("ttl", BareItem.Integer((long)Math.Floor(ttl.TotalSeconds)));
        }

        if (status.Stored)
        {
            writer.WriteParameter("stored", BareItem.True);
        }

        if (status.Collapsed)
        {
            writer.WriteParameter("collapsed", BareItem.True);
        }

        if (status.Detail is { } detail)
        {
            writer.WriteParameter("detail", TokenOrString(detail));
        }

        return writer.ToString();
    }

    /// <summary>The same fields, with what a strict reader takes of their <c>Cache-Status</c>, in one line.</summary>
    /// <remarks>
    /// Our own member is added to what caches before us said, and a reader ignores a field that breaks its grammar
    /// anywhere (RFC 9651, section 4.2). A line that is no list of named caches would cost the reader all the others
    /// and ours: it is dropped, and only it.
    /// </remarks>
    public static FieldList Readable(FieldList received)
    {
        if (!received.Contains(Name))
        {
            return received;
        }

        var writer = new StructuredFieldWriter([], isSpaced: true);
        foreach (var line in received)
        {
            if (line.Is(Name) && StructuredField.TryParseList(line.Value, out var members) && members.All(NamesACache))
            {
                foreach (var member in members)
                {
                    writer.Write(member);
                }
            }
        }

        var readable = writer.ToString();
        return readable.Length > 0 ? received.With(Name, readable) : received.Without(line => line.Is(Name));
    }

    private static bool NamesACache(StructuredMember member) => member.Item?.TokenOrString is not null;

    /// <summary>A token where the grammar lets it be one, else a string without what a string cannot hold.</summary>
    private static BareItem TokenOrString(string value)
    {
        var text = value.Length <= MaxParameterLength ? value : value[..MaxParameterLength];
        return StructuredGrammar.IsToken(text)
            ? BareItem.Token(text)
            : BareItem.String(string.Concat(text.Where(static c => c is >= ' ' and <= '~' and not '"' and not '\\')));
    }
}
