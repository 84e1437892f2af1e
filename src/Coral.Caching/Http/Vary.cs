using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>The request fields that select a response (RFC 9111, section 4.1; RFC 9110, section 12.5.5).</summary>
public static class Vary
{
    /// <summary>
    /// The fields that the response's <c>Vary</c> names, with the values that <paramref name="request"/> had.
    /// </summary>
    /// <remarks>
    /// Fields that never reach an origin through us (<see cref="EndToEndFields.ReachesOrigin"/>), <c>Cookie</c> above
    /// all, cannot have made a difference and are left out.
    /// </remarks>
    /// <returns>
    /// <see cref="SelectingFields.Never"/> for <c>*</c>, <see cref="SelectingFields.None"/> without <c>Vary</c>.
    /// </returns>
    public static SelectingFields Selecting(ResponseHead head, IFieldSource request)
    {
        var vary = head.Fields.Get("Vary");
        if (vary is null)
        {
            return SelectingFields.None;
        }

        var names = new List<string>();
        foreach (var member in new ListMembers(vary, ListQuoting.None))
        {
            var name = member.Trim().ToString();
            if (name == "*")
            {
                return SelectingFields.Never;
            }

            if (
                name.Length > 0
                && EndToEndFields.ReachesOrigin(name)
                && !names.Contains(name, StringComparer.OrdinalIgnoreCase)
            )
            {
                names.Add(name);
            }
        }

        return names.Count == 0
            ? SelectingFields.None
            : new SelectingFields([.. names], [.. names.Select(request.Get)]);
    }

    /// <summary>True if the response's <c>Vary</c> lets no request select it.</summary>
    public static bool IsOnEverything(ResponseHead head)
    {
        foreach (var member in new ListMembers(head.Fields.Get("Vary"), ListQuoting.None))
        {
            if (member.Trim() is "*")
            {
                return true;
            }
        }

        return false;
    }
}
