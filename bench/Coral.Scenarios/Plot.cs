using System.Globalization;
using System.Text;

namespace Coral.Scenarios;

/// <summary>A small picture of points and lines over two axes, written by hand.</summary>
internal sealed class Plot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 60;
    private const int Right = 20;
    private const int Top = 50;
    private const int Bottom = 50;

    private readonly StringBuilder _svg = new();
    private readonly (double Least, double Most) _x;
    private readonly (double Least, double Most) _y;
    private int _legend;

    public Plot(
        string title,
        string xTitle,
        string yTitle,
        (double Least, double Most) x,
        (double Least, double Most) y
    )
    {
        (_x, _y) = (x, y);
        Add(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}"
              font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="white"/>
            <text x="{Left}" y="22" font-size="16">{title}</text>
            <text x="{Width - Right}" y="{Height - 12}" text-anchor="end">{xTitle}</text>
            <text x="{Left - 48}" y="40">{yTitle}</text>
            <path d="M{Left},{Top}V{Height - Bottom}H{Width - Right}" fill="none" stroke="#333"/>
            """
        );
    }

    /// <summary>Labels a place on the horizontal axis.</summary>
    public void TickX(double at, string label) =>
        Add($"""<text x="{X(at):F1}" y="{Height - Bottom + 18}" text-anchor="middle">{label}</text>""");

    /// <summary>Labels a place on the vertical axis, with a thin line across.</summary>
    public void TickY(double at)
    {
        Add($"""<text x="{Left - 8}" y="{Y(at) + 4:F1}" text-anchor="end">{at}</text>""");
        Add($"""<path d="M{Left},{Y(at):F1}H{Width - Right}" stroke="#ddd"/>""");
    }

    public void Dot(double x, double y, string colour, double radius = 3) =>
        Add($"""<circle cx="{X(x):F1}" cy="{Y(y):F1}" r="{radius}" fill="{colour}" fill-opacity="0.55"/>""");

    /// <summary>Draws a cross, for a figure of the paper.</summary>
    public void Cross(double x, double y, string colour)
    {
        Add($"""<path d="M{X(x) - 7:F1},{Y(y) - 7:F1}l14,14m0,-14l-14,14" """);
        Add($"""stroke="{colour}" stroke-width="3" fill="none"/>""");
    }

    public void Lines(IEnumerable<(double X, double Y)> points, string colour) =>
        Add(
            $"""<polyline points="{string.Join(
                ' ',
                points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):F1},{Y(p.Y):F1}"))
            )}" fill="none" stroke="{colour}" stroke-width="2"/>"""
        );

    /// <summary>Adds a colour to the legend, in the upper right corner.</summary>
    public void Legend(string text, string colour)
    {
        var y = Top + 4 + (18 * _legend++);
        Add(
            $"""
            <rect x="{Width - 270}" y="{y}" width="10" height="10" fill="{colour}"/>
            <text x="{Width - 254}" y="{y + 10}">{text}</text>
            """
        );
    }

    public override string ToString() => $"{_svg}</svg>\n";

    private void Add(FormattableString element) =>
        _svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private double X(double x) => Left + ((x - _x.Least) / (_x.Most - _x.Least) * (Width - Left - Right));

    private double Y(double y) => Height - Bottom - ((y - _y.Least) / (_y.Most - _y.Least) * (Height - Top - Bottom));
}
