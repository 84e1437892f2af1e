using System.Diagnostics.CodeAnalysis;

namespace Coral.Core.Http.StructuredFields;

/// <summary>Reads structured fields (RFC 9651, section 4.2). Never throws; the work is linear in the text.</summary>
/// <remarks>
/// A text that breaks the grammar anywhere is refused whole, as the RFC demands: nothing of such a field counts. Lines
/// of one name are joined by commas before (section 4.2). Inner lists do not nest, so that nothing here recurses.
/// </remarks>
public static class StructuredField
{
    /// <summary>Reads a field that is one item.</summary>
    public static bool TryParseItem(ReadOnlySpan<char> text, [NotNullWhen(true)] out StructuredMember? item)
    {
        var cursor = new StructuredCursor(text);
        cursor.SkipSpaces();
        return TryReadItem(ref cursor, out item) && EndsWell(ref cursor);
    }

    /// <summary>Reads a field that is a list.</summary>
    public static bool TryParseList(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out IReadOnlyList<StructuredMember>? list
    )
    {
        var members = new List<StructuredMember>();
        list = null;
        var cursor = new StructuredCursor(text);
        cursor.SkipSpaces();
        while (!cursor.IsAtEnd)
        {
            if (!TryReadMember(ref cursor, out var member) || !TryGoOn(ref cursor))
            {
                return false;
            }

            members.Add(member);
        }

        list = members;
        return true;
    }

    /// <summary>Reads a field that is a dictionary; of a repeated key the last member counts.</summary>
    public static bool TryParseDictionary(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out StructuredDictionary? dictionary
    )
    {
        var members = new OrderedDictionary<string, StructuredMember>(StringComparer.Ordinal);
        dictionary = null;
        var cursor = new StructuredCursor(text);
        cursor.SkipSpaces();
        while (!cursor.IsAtEnd)
        {
            if (!cursor.TryReadKey(out var key) || !TryReadValue(ref cursor, out var member) || !TryGoOn(ref cursor))
            {
                return false;
            }

            members[key] = member;
        }

        dictionary = new StructuredDictionary(members);
        return true;
    }

    private static bool EndsWell(ref StructuredCursor cursor)
    {
        cursor.SkipSpaces();
        return cursor.IsAtEnd;
    }

    /// <summary>Goes over the comma to the next member, or to the end of the text.</summary>
    private static bool TryGoOn(ref StructuredCursor cursor)
    {
        cursor.SkipWhiteSpace();
        if (cursor.IsAtEnd)
        {
            return true;
        }

        if (!cursor.TryTake(','))
        {
            return false;
        }

        cursor.SkipWhiteSpace();
        return !cursor.IsAtEnd;
    }

    private static bool TryReadValue(ref StructuredCursor cursor, [NotNullWhen(true)] out StructuredMember? member)
    {
        if (cursor.TryTake('='))
        {
            return TryReadMember(ref cursor, out member);
        }

        member = TryReadParameters(ref cursor, out var parameters)
            ? StructuredMember.Of(BareItem.True, parameters)
            : null;
        return member is not null;
    }

    private static bool TryReadMember(ref StructuredCursor cursor, [NotNullWhen(true)] out StructuredMember? member) =>
        cursor.TryTake('(') ? TryReadInnerList(ref cursor, out member) : TryReadItem(ref cursor, out member);

    private static bool TryReadInnerList(ref StructuredCursor cursor, [NotNullWhen(true)] out StructuredMember? list)
    {
        var items = new List<StructuredMember>();
        list = null;
        while (true)
        {
            var spaced = cursor.SkipSpaces();
            if (cursor.TryTake(')'))
            {
                list = TryReadParameters(ref cursor, out var parameters)
                    ? StructuredMember.ListOf(items, parameters)
                    : null;
                return list is not null;
            }

            if ((items.Count > 0 && !spaced) || !TryReadItem(ref cursor, out var item))
            {
                return false;
            }

            items.Add(item);
        }
    }

    private static bool TryReadItem(ref StructuredCursor cursor, [NotNullWhen(true)] out StructuredMember? item)
    {
        item =
            cursor.TryReadBareItem(out var value) && TryReadParameters(ref cursor, out var parameters)
                ? StructuredMember.Of(value, parameters)
                : null;
        return item is not null;
    }

    private static bool TryReadParameters(
        ref StructuredCursor cursor,
        [NotNullWhen(true)] out ItemParameters? parameters
    )
    {
        OrderedDictionary<string, BareItem>? values = null;
        parameters = null;
        while (cursor.TryTake(';'))
        {
            cursor.SkipSpaces();
            var value = BareItem.True;
            if (!cursor.TryReadKey(out var key) || (cursor.TryTake('=') && !cursor.TryReadBareItem(out value)))
            {
                return false;
            }

            values ??= new OrderedDictionary<string, BareItem>(StringComparer.Ordinal);
            values[key] = value;
        }

        parameters = ItemParameters.Read(values);
        return true;
    }
}
