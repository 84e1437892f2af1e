namespace Coral.Core.Http;

/// <summary>
/// Enumerates the parameters of a list's member: <c>name; flag; key=value</c>. Allocates nothing.
/// </summary>
/// <remarks>Empty parameters are passed over; of repeated ones each is found.</remarks>
public ref struct MemberParameters
{
    private readonly ListQuoting _quoting;
    private ListMembers _members;

    /// <summary>Creates an enumerator of the parameters of <paramref name="member"/>.</summary>
    public MemberParameters(ReadOnlySpan<char> member, ListQuoting quoting = ListQuoting.Strings)
    {
        var end = ListMembers.IndexOf(member, ';', quoting);
        _quoting = quoting;
        _members = new ListMembers(end == member.Length ? default : member[(end + 1)..], quoting, ';');
        Name = member[..end].Trim(" \t");
    }

    /// <summary>The text before the parameters, as sent.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The parameter that <see cref="MoveNext"/> found.</summary>
    public readonly FieldParameter Current => new(_members.Current, _quoting);

    /// <summary>The enumerator: this value itself.</summary>
    public readonly MemberParameters GetEnumerator() => this;

    /// <summary>Goes to the next parameter.</summary>
    public bool MoveNext() => _members.MoveNext();
}
