using System.Text.Json;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Makes the body of a create call from an assignment.</summary>
public static class CreateRequests
{
    /// <summary>The body; the chat window's extra part only when there is something to show in it.</summary>
    /// <exception cref="JsonException">The stored orders can't be read.</exception>
    public static IncsCreateRequest Of(Assignment assignment, string moduleId)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return new()
        {
            Name = assignment.Name,
            AuthId = assignment.AuthId,
            Description = assignment.Description,
            UserName = assignment.UserName,
            UserPhone = assignment.UserPhone,
            AssigneeUsername = assignment.AssigneeUsername,
            ModuleInfo = assignment.OrdersJson is null && string.IsNullOrEmpty(assignment.TotalAmount) ? null : new()
            {
                ModuleId = moduleId,
                TotalAmount = assignment.TotalAmount ?? "",
                Orders = assignment.OrdersJson is null ? [] : JsonSerializer.Deserialize<List<IncsOrder>>(assignment.OrdersJson) ?? [],
            },
        };
    }
}
