using System.Text;
using Streaming.Lab.Records;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Reports;

/// <summary><c>report.html</c>: one page that needs nothing but itself, in light and in dark, on paper too.</summary>
internal static class HtmlReport
{
    public static byte[] Write(LabReport report)
    {
        StringBuilder page = PageStyle.Begin(report.Scenario);
        return Encoding.UTF8.GetBytes(page.ToString());
    }
}
