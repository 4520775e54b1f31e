def double(values):
    return values + values
