namespace Coral.Node.Configuration;

/// <summary>The number of values that an option takes.</summary>
public enum OptionShape
{
    /// <summary>Exactly one value.</summary>
    Single,

    /// <summary>One value or <c>none</c>.</summary>
    Optional,

    /// <summary>Any number of values: an array in JSON, commas in an environment variable, or <c>none</c>.</summary>
    List,
}
