namespace Coral.Node.Hosting;

/// <summary>The version of this Coral.</summary>
public static class ProductVersion
{
    /// <summary>Major, minor, patch: <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
