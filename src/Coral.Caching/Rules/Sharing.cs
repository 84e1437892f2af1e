using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Whether a response that is not stored may answer those who were waiting when its header arrived.</summary>
public static class Sharing
{
    /// <summary>It may when it carries neither <c>private</c> nor <c>no-store</c>, and no <c>Vary: *</c>.</summary>
    /// <remarks>Each of those waiting must also match by <see cref="SelectingFields.Matches"/>.</remarks>
    public static bool Allows(ResponseHead head) => throw new InvalidOperationException("To be filled.");
}
