namespace Coral.Core.Http;

/// <summary>A member of a list with its parameters, unquoted, for readers that may allocate.</summary>
public sealed class ListMember
{
    private readonly List<(string Key, string? Value)> _parameters = [];

    private ListMember(MemberParameters parameters)
    {
        foreach (var parameter in parameters)
        {
            _parameters.Add((parameter.Key.ToString(), parameter.HasValue ? parameter.Value : null));
        }
    }

    /// <summary>
    /// The last member of a field whose name is <paramref name="name"/>, as a token or as a string;
    /// <see langword="null"/> when there is none.
    /// </summary>
    public static ListMember? FindLast(ReadOnlySpan<char> field, string name)
    {
        ListMember? found = null;
        foreach (var member in new ListMembers(field))
        {
            var parameters = new MemberParameters(member);
            if (FieldParameter.Unquote(parameters.Name) == name)
            {
                found = new ListMember(parameters);
            }
        }

        return found;
    }

    /// <summary>True if a parameter without a value is named <paramref name="key"/>.</summary>
    public bool HasFlag(string key) => _parameters.Contains((key, null));

    /// <summary>
    /// The value of the first parameter named <paramref name="key"/> that has one; <see langword="null"/> when none.
    /// </summary>
    public string? Value(string key) =>
        _parameters.Find(parameter => parameter.Key == key && parameter.Value is not null).Value;
}
