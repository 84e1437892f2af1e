namespace Coral.Core.Http.StructuredFields;

/// <summary>
/// A member of a list or dictionary, or a field that is one item: an item or an inner list. Immutable.
/// </summary>
/// <remarks>RFC 9651, sections 3.1.1 and 3.3.</remarks>
public sealed class StructuredMember
{
    private StructuredMember(BareItem value, IReadOnlyList<StructuredMember>? items, ItemParameters parameters)
    {
        Value = value;
        InnerList = items;
        Parameters = parameters;
    }

    /// <summary>The value of an item. Meaningful only without <see cref="InnerList"/>.</summary>
    public BareItem Value { get; }

    /// <summary>The items of an inner list; <see langword="null"/> for an item.</summary>
    public IReadOnlyList<StructuredMember>? InnerList { get; }

    /// <summary>The parameters of the item or inner list.</summary>
    public ItemParameters Parameters { get; }

    /// <summary>The value of an item; <see langword="null"/> for an inner list.</summary>
    public BareItem? Item => InnerList is null ? Value : null;

    /// <summary>An item.</summary>
    public static StructuredMember Of(BareItem value, ItemParameters? parameters = null) =>
        new(value, null, parameters ?? ItemParameters.None);

    /// <summary>An inner list.</summary>
    /// <exception cref="ArgumentException">It holds an inner list itself.</exception>
    public static StructuredMember ListOf(IReadOnlyList<StructuredMember> items, ItemParameters? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.All(item => item.InnerList is null)
            ? new StructuredMember(default, items, parameters ?? ItemParameters.None)
            : throw new ArgumentException("An inner list holds items only.", nameof(items));
    }
}
