"""Session requests 加场申请: a station asks for a visit, sees at once what is free, and is answered."""
